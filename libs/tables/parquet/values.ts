import { dayOf, instantOf } from '../calendar.js';
import { GrowingBytes } from '../growing-bytes.js';
import type { TableValue } from '../table.js';
import { appendPacked } from './run-length.js';

/** The values of a column chunk as a page has them. */
export interface EncodedValues {
  readonly encoding: 'PLAIN' | 'RLE_DICTIONARY';
  readonly bytes: Uint8Array;
  /** What the values are places in. */
  readonly dictionary: { readonly bytes: Uint8Array; readonly count: number } | null;
  readonly smallest: number | boolean | Uint8Array | undefined;
  readonly greatest: number | boolean | Uint8Array | undefined;
}

/** Takes the values of a column that are not null, and holds them as bytes. */
export interface ColumnValues {
  /** Bytes that are held, or nearly so. */
  readonly size: number;
  /** False where Parquet has no such value: it is null then. */
  append(value: NonNullable<TableValue>): boolean;
  /** Valid until the next value is appended. */
  encode(): EncodedValues;
  clear(): void;
}

type Append = (bytes: GrowingBytes, value: number) => void;

const APPEND_INT32: Append = (bytes, value) => bytes.appendInt32(value);
const APPEND_INT64: Append = (bytes, value) => bytes.appendInt64(value);
const APPEND_DOUBLE: Append = (bytes, value) => bytes.appendDouble(value);

/** Numbers, and what is stored as one. */
class NumberValues implements ColumnValues {
  private readonly bytes = new GrowingBytes();
  private smallest = Number.POSITIVE_INFINITY;
  private greatest = Number.NEGATIVE_INFINITY;

  /** `numberOf` gives NaN for what cannot be stored; `appended` writes a number down. */
  constructor(
    private readonly numberOf: (value: NonNullable<TableValue>) => number,
    private readonly appended: Append,
  ) {}

  get size(): number {
    return this.bytes.length;
  }

  append(value: NonNullable<TableValue>): boolean {
    const number = this.numberOf(value);
    if (Number.isNaN(number)) return false;
    if (number < this.smallest) this.smallest = number;
    if (number > this.greatest) this.greatest = number;
    this.appended(this.bytes, number);
    return true;
  }

  encode(): EncodedValues {
    const { written } = this.bytes;
    const isEmpty = written.length === 0;
    return {
      encoding: 'PLAIN',
      bytes: written,
      dictionary: null,
      // Zeros of both signs are the same: bounds take both in.
      smallest: isEmpty ? undefined : this.smallest === 0 ? -0 : this.smallest,
      greatest: isEmpty ? undefined : this.greatest === 0 ? 0 : this.greatest,
    };
  }

  clear(): void {
    this.bytes.clear();
    this.smallest = Number.POSITIVE_INFINITY;
    this.greatest = Number.NEGATIVE_INFINITY;
  }
}

class BooleanValues implements ColumnValues {
  private readonly bytes = new GrowingBytes();
  private readonly packed = new GrowingBytes();

  get size(): number {
    return this.bytes.length;
  }

  append(value: NonNullable<TableValue>): boolean {
    this.bytes.appendByte(value ? 1 : 0);
    return true;
  }

  encode(): EncodedValues {
    const { written } = this.bytes;
    const isEmpty = written.length === 0;
    this.packed.clear();
    appendPacked(this.packed, written, written.length, 1);
    return {
      encoding: 'PLAIN',
      bytes: this.packed.written,
      dictionary: null,
      smallest: isEmpty ? undefined : !written.includes(0),
      greatest: isEmpty ? undefined : written.includes(1),
    };
  }

  clear(): void {
    this.bytes.clear();
  }
}

const isInt32 = (value: number): boolean => value === (value | 0);

export const integerValues = (): ColumnValues =>
  new NumberValues((value) => (isInt32(Number(value)) ? Number(value) : Number.NaN), APPEND_INT32);
export const doubleValues = (): ColumnValues => new NumberValues(Number, APPEND_DOUBLE);
export const dayValues = (): ColumnValues => new NumberValues(dayOf, APPEND_INT32);
export const instantValues = (): ColumnValues => new NumberValues(instantOf, APPEND_INT64);
export const booleanValues = (): ColumnValues => new BooleanValues();
