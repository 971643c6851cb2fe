// Plain hours for programs that run outside of the tests, with one number in each.
const HOUR = 3_600_000;
const START = Date.parse('2026-11-20T00:00:00Z');
exports.SPAN = { from: START, to: START + 24 * HOUR };

const none = { uncachedInput: 0, cacheCreation5m: 0, cacheCreation1h: 0, cacheRead: 0 };

exports.hours = (output, models) =>
  Array.from({ length: 24 }, (_, index) => ({
    start: START + index * HOUR,
    rows: Array.from({ length: models }, (_, model) => ({
      dimensions: {
        model: `model-${model}`,
        serviceTier: null,
        contextWindow: null,
        inferenceGeo: null,
        speed: null,
      },
      tokens: { ...none, output: model === 0 ? output : 0, webSearchRequests: 0 },
      costs: null,
    })),
    shares: [],
  }));

exports.said = (result) => (result.ok ? 'ok' : result.failure.kind);

exports.held = (history) => [
  ...new Set(history.readHourTotals(exports.SPAN).map(({ tokens }) => tokens.output)),
];
