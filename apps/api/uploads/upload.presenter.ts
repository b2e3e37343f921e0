import type { AcceptResult } from '@vitamill/persistence';

export type UploadBody = ReturnType<typeof presentUpload>;

export function presentUpload({ asset, taskId, creditsRemaining }: Extract<AcceptResult, { kind: 'accepted' }>) {
  return {
    asset_id: asset.id,
    task_id: taskId,
    status: asset.status,
    filename: asset.filename,
    content_type: asset.contentType,
    size_bytes: asset.sizeBytes,
    sha256: asset.sha256,
    tags: asset.tags,
    locale: asset.locale,
    external_ref: asset.externalRef,
    expires_at: asset.expiresAt?.toISOString() ?? null,
    delete_after_parse: asset.deleteAfterParse,
    created_at: asset.createdAt.toISOString(),
    credits_remaining: creditsRemaining,
  };
}
