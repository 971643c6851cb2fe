// A piece of a transcript and a record of evidence for programs that run outside of the tests.
const { SPAN } = require('./plain-hours.cjs');

const none = { uncachedInput: 0, cacheCreation5m: 0, cacheCreation1h: 0, cacheRead: 0 };

exports.piece = (first, count) => ({
  marks: [{ file: 'f', offset: first + count, identity: 'i' }],
  messages: Array.from({ length: count }, (_, index) => ({
    id: `${first + index}`,
    at: SPAN.from + first + index,
    model: 'a',
    tokens: { ...none, output: 1, webSearchRequests: 0 },
  })),
  sightings: [],
  unknown: [],
});

exports.evidence = (id) => [{ id, at: 1 }];

/** Messages by their hour sums, how far the mark reaches, and how many records there are. */
exports.limitsHeld = ({ limits }) => [
  limits.readPlanUse(SPAN, 'hour').reduce((sum, { tokens }) => sum + tokens.output, 0),
  ...limits.readTranscriptMarks().map(({ offset }) => offset),
  limits.readEvidence().length,
];
