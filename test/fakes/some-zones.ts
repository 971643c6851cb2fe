import fc from 'fast-check';
import { at } from './figures.js';

const ZONES = [
  'UTC',
  'Europe/Oslo',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Pacific/Chatham',
];

/** Zones with half hours, with changes at midnight, and at both ends of the day. */
export const someZone = fc.constantFrom(...ZONES);

export const someInstant = fc.integer({
  min: at('2024-01-01T00:00:00Z'),
  max: at('2032-01-01T00:00:00Z'),
});
