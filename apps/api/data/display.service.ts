import { Inject, Injectable } from '@nestjs/common';
import { DisplayRepository } from '@vitamill/persistence';
import { presentDisplayRow } from './display.presenter.js';
import { readDisplayQuery } from './display-query.js';

@Injectable()
export class DisplayService {
  constructor(@Inject(DisplayRepository) private readonly display: DisplayRepository) {}

  async list(accountId: string, parameters: Readonly<Record<string, unknown>>) {
    const query = readDisplayQuery(parameters);
    const { rows, total, nextCursor } = await this.display.query(accountId, query);
    return {
      items: rows.map(presentDisplayRow),
      page: query.page.kind === 'page' ? query.page.number : null,
      page_size: query.page.size,
      total,
      next_cursor: nextCursor,
    };
  }
}
