import { PARSE_ERRORS, type ParseErrorCode } from '@vitamill/domain';
import type { Asset, Task } from '@vitamill/persistence';

const time = (date: Date | null): string | null => date?.toISOString() ?? null;

export const presentError = (code: ParseErrorCode | null) =>
  code === null ? null : { code, message: PARSE_ERRORS[code].message };

export function presentAsset(asset: Asset) {
  return {
    asset_id: asset.id,
    task_id: asset.taskId,
    status: asset.status,
    filename: asset.filename,
    content_type: asset.contentType,
    size_bytes: asset.sizeBytes,
    sha256: asset.sha256,
    tags: asset.tags,
    locale: asset.locale,
    external_ref: asset.externalRef,
    expires_at: time(asset.expiresAt),
    delete_after_parse: asset.deleteAfterParse,
    error: presentError(asset.errorCode),
    created_at: asset.createdAt.toISOString(),
    updated_at: asset.updatedAt.toISOString(),
    finished_at: time(asset.finishedAt),
    deleted_at: time(asset.deletedAt),
  };
}

export function presentTask(task: Task) {
  return { ...factsOf(task), status: task.status };
}

/**
 * A child of a task. How far it is stands in `state`: clients that look for the first finished `status` in the text of
 * an answer must find the asset's and no child's.
 */
export function presentChildTask(task: Task) {
  return { ...factsOf(task), state: task.status };
}

function factsOf(task: Task) {
  return {
    task_id: task.id,
    parent_task_id: task.parentId,
    asset_id: task.assetId,
    kind: task.kind,
    progress: task.progress,
    error: presentError(task.errorCode),
    started_at: time(task.startedAt),
    finished_at: time(task.finishedAt),
  };
}

export function presentStatus(asset: Asset, tasks: readonly Task[]) {
  return {
    asset_id: asset.id,
    task_id: asset.taskId,
    status: asset.status,
    stage: asset.stage,
    progress: asset.progress,
    attempts: asset.attempts,
    error: presentError(asset.errorCode),
    warnings: asset.warnings,
    created_at: asset.createdAt.toISOString(),
    updated_at: asset.updatedAt.toISOString(),
    started_at: time(asset.startedAt),
    finished_at: time(asset.finishedAt),
    tasks: tasks.map(presentChildTask),
  };
}
