import { json, jsonBody, type Operations, pathId } from '../openapi/operation.js';
import { object, reference } from '../openapi/schemas.js';

const tag = 'People';
const string = { type: 'string' };
const uuid = { type: 'string', format: 'uuid' };
const time = { type: 'string', format: 'date-time' };
const role = { enum: ['owner', 'admin', 'member', 'viewer'] };
const person = { scope: null, access: 'person' } as const;
const userId = pathId('userId', 'Id of the member');
const invalid = ['validation_error', 'malformed_request', 'unsupported_media_type', 'insufficient_role'] as const;

export const ORGANISATION_OPERATIONS: Operations = {
  '/api/organisation': {
    patch: {
      id: 'renameOrganisation',
      tag,
      summary: 'Rename the organisation. For admins.',
      ...person,
      requestBody: jsonBody('RenameRequest'),
      success: { '200': json('OrganisationName', 'Renamed') },
      errors: invalid,
    },
  },
  '/api/organisation/members': {
    get: {
      id: 'listMembers',
      tag,
      summary: 'Who is in the organisation.',
      ...person,
      success: { '200': json('MemberList', 'The members') },
      errors: ['insufficient_role'],
    },
  },
  '/api/organisation/members/{userId}': {
    patch: {
      id: 'changeRole',
      tag,
      summary: "Change a member's role. For admins; nobody gives or takes a role above their own.",
      ...person,
      parameters: [userId],
      requestBody: jsonBody('RoleRequest'),
      success: { '200': json('MemberAnswer', 'Changed') },
      errors: [...invalid, 'not_found', 'conflict'],
    },
    delete: {
      id: 'removeMember',
      tag,
      summary: 'Remove a member, whose keys end; oneself: leave.',
      ...person,
      parameters: [userId],
      success: { '204': { description: 'Removed' } },
      errors: ['insufficient_role', 'not_found', 'conflict'],
    },
  },
  '/api/organisation/invitations': {
    get: {
      id: 'listInvitations',
      tag,
      summary: 'Who is invited. For admins.',
      ...person,
      success: { '200': json('InvitationList', 'The invitations') },
      errors: ['insufficient_role'],
    },
    post: {
      id: 'invite',
      once: true,
      tag,
      summary: 'Invite somebody by mail. For admins.',
      ...person,
      requestBody: jsonBody('InvitationRequest'),
      success: { '201': json('InvitationAnswer', 'Invited') },
      errors: [...invalid, 'conflict'],
    },
  },
  '/api/organisation/invitations/{invitationId}': {
    delete: {
      id: 'withdrawInvitation',
      tag,
      summary: 'Withdraw an invitation. For admins.',
      ...person,
      parameters: [pathId('invitationId', 'Id of the invitation')],
      success: { '204': { description: 'Withdrawn' } },
      errors: ['insufficient_role', 'not_found'],
    },
  },
  '/api/auth/invitations/accept': {
    post: {
      id: 'acceptInvitation',
      tag,
      summary: 'Join an organisation with an account that exists.',
      ...person,
      requestBody: jsonBody('TokenRequest'),
      success: { '200': json('JoinedOrganisation', 'Joined; the session goes on there') },
      errors: ['validation_error', 'malformed_request', 'unsupported_media_type'],
    },
  },
};

export const ORGANISATION_SCHEMAS = {
  RenameRequest: object({ name: string }),
  RoleRequest: object({ role }),
  InvitationRequest: object({ email: { type: 'string', format: 'email' }, role }),
  OrganisationName: object({ id: uuid, name: string }),
  Member: object({ user_id: uuid, email: string, name: { type: ['string', 'null'] }, role, created_at: time }),
  MemberList: object({ data: { type: 'array', items: reference('Member') } }),
  MemberAnswer: object({ data: reference('Member') }),
  Invitation: object({ id: uuid, email: string, role, created_at: time, expires_at: time }),
  InvitationList: object({ data: { type: 'array', items: reference('Invitation') } }),
  InvitationAnswer: object({ data: reference('Invitation') }),
  JoinedOrganisation: object({ organisation: object({ id: uuid }) }),
};
