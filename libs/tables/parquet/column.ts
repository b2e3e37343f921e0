import type { ParquetWriter } from 'hyparquet-writer';
import { ByteWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { GrowingBytes } from '../growing-bytes.js';
import type { TableColumn, TableColumnType, TableValue } from '../table.js';
import { appendHybrid, bitsOf } from './run-length.js';
import { appendSnappy } from './snappy.js';
import { TextValues } from './text-values.js';
import { booleanValues, type ColumnValues, dayValues, doubleValues, instantValues, integerValues } from './values.js';

export type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];
export type ColumnChunk = ParquetWriter['row_groups'][number]['columns'][number];

const STORED_AS: Readonly<Record<TableColumnType, Omit<SchemaElement, 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  uuid: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  list: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

const VALUES_OF: Readonly<Record<TableColumnType, () => ColumnValues>> = {
  text: () => new TextValues(),
  uuid: () => new TextValues(),
  list: () => new TextValues(),
  integer: integerValues,
  number: doubleValues,
  boolean: booleanValues,
  date: dayValues,
  time: instantValues,
};

/** Lists have the three levels of the Parquet specification. */
export function schemaOf({ name, type }: TableColumn): SchemaElement[] {
  if (type !== 'list') return [{ name, ...STORED_AS[type], repetition_type: 'OPTIONAL' }];
  return [
    { name, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', ...STORED_AS.list, repetition_type: 'OPTIONAL' },
  ];
}

/** Definition levels of a list: null, without entries, and an entry that is there. Entries are never null. */
const [NO_LIST, EMPTY_LIST, ENTRY] = [0, 1, 3];

/** Pages are made here, one after the other, and copied from here. */
const levels = new GrowingBytes();
const compressed = new GrowingBytes();

/**
 * A column of the row group that is being gathered. Values become bytes as they come, so that their rows can be forgotten
 * at once: rows that wait for their group to be full outlive the young generation, all of them.
 */
export class ParquetColumn {
  private readonly values: ColumnValues;
  private readonly isList: boolean;
  /** A byte each: how much of the path to the value is there. */
  private readonly definitions = new GrowingBytes();
  /** A byte each, of lists: 0 begins a row. */
  private readonly repetitions = new GrowingBytes();
  private rows = 0;
  private nulls = 0;

  constructor(private readonly column: TableColumn) {
    this.values = VALUES_OF[column.type]();
    this.isList = column.type === 'list';
  }

  /** Bytes that are held, or nearly so. */
  get size(): number {
    return this.values.size + this.definitions.length + this.repetitions.length;
  }

  append(value: TableValue | undefined): void {
    this.rows += 1;
    if (this.isList) this.appendList(value);
    else this.appendLevel(value !== null && value !== undefined && this.values.append(value) ? 1 : 0, 1);
  }

  /** Writes what was gathered, and begins anew. */
  write(writer: ByteWriter): ColumnChunk {
    const { name, type } = this.column;
    const { encoding, bytes, dictionary, smallest, greatest } = this.values.encode();
    const start = writer.offset;
    let uncompressed = 0;
    if (dictionary) uncompressed += writeDictionary(writer, dictionary);
    const pageStart = writer.offset;
    uncompressed += this.writePage(writer, encoding, bytes);
    const entries = this.definitions.length;
    const chunk: ColumnChunk = {
      file_offset: BigInt(start),
      meta_data: {
        ...{ type: STORED_AS[type].type ?? 'BYTE_ARRAY', codec: 'SNAPPY', num_values: BigInt(entries) },
        encodings: dictionary ? ['PLAIN', 'RLE', encoding] : ['RLE', encoding],
        path_in_schema: this.isList ? [name, 'list', 'element'] : [name],
        total_compressed_size: BigInt(writer.offset - start),
        total_uncompressed_size: BigInt(uncompressed),
        data_page_offset: BigInt(pageStart),
        ...(dictionary && { dictionary_page_offset: BigInt(start) }),
        statistics: { min_value: smallest, max_value: greatest, null_count: BigInt(this.nulls) },
      },
    };
    this.values.clear();
    this.definitions.clear();
    this.repetitions.clear();
    this.rows = 0;
    this.nulls = 0;
    return chunk;
  }

  private appendList(value: TableValue | undefined): void {
    if (!Array.isArray(value) || value.length === 0) {
      this.repetitions.appendByte(0);
      this.appendLevel(value === null || value === undefined ? NO_LIST : EMPTY_LIST, ENTRY);
      return;
    }
    for (let index = 0; index < value.length; index++) {
      this.values.append(value[index]);
      this.repetitions.appendByte(index === 0 ? 0 : 1);
      this.appendLevel(ENTRY, ENTRY);
    }
  }

  private appendLevel(level: number, complete: number): void {
    this.definitions.appendByte(level);
    if (level < complete) this.nulls += 1;
  }

  /** Gives the bytes that it would take uncompressed. */
  private writePage(writer: ByteWriter, encoding: 'PLAIN' | 'RLE_DICTIONARY', values: Uint8Array): number {
    const entries = this.definitions.length;
    levels.clear();
    if (this.isList) appendHybrid(levels, this.repetitions.written, entries, 1);
    const repetitionLength = levels.length;
    appendHybrid(levels, this.definitions.written, entries, bitsOf(this.isList ? ENTRY : 1));
    compressed.clear();
    appendSnappy(compressed, values);
    const start = writer.offset;
    writePageHeader(writer, {
      type: 'DATA_PAGE_V2',
      uncompressed_page_size: levels.length + values.length,
      compressed_page_size: levels.length + compressed.length,
      data_page_header_v2: {
        ...{ num_values: entries, num_nulls: this.nulls, num_rows: this.rows, encoding, is_compressed: true },
        definition_levels_byte_length: levels.length - repetitionLength,
        repetition_levels_byte_length: repetitionLength,
      },
    });
    const head = writer.offset - start;
    writer.appendBytes(levels.written);
    writer.appendBytes(compressed.written);
    return head + levels.length + values.length;
  }
}

/** Gives the bytes that it would take uncompressed. */
function writeDictionary(writer: ByteWriter, { bytes, count }: { bytes: Uint8Array; count: number }): number {
  compressed.clear();
  appendSnappy(compressed, bytes);
  const start = writer.offset;
  writePageHeader(writer, {
    type: 'DICTIONARY_PAGE',
    uncompressed_page_size: bytes.length,
    compressed_page_size: compressed.length,
    dictionary_page_header: { num_values: count, encoding: 'PLAIN' },
  });
  const head = writer.offset - start;
  writer.appendBytes(compressed.written);
  return head + bytes.length;
}
