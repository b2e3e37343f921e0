import { IsIn, IsOptional } from 'class-validator';

/** `?include=provenance`, the only thing to include so far. */
export class IncludeQuery {
  @IsOptional()
  @IsIn(['provenance'], { message: 'include must be provenance.' })
  include?: 'provenance';

  get withProvenance(): boolean {
    return this.include === 'provenance';
  }
}
