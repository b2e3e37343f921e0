import type { ApiFeature } from './api-feature.js';
import { filesFeature } from './assets/files.feature.js';
import { creditsFeature } from './credits/credits.feature.js';
import { dataFeature } from './data/data.feature.js';
import { displayFeature } from './display/display.feature.js';
import { downloadsFeature } from './downloads/downloads.feature.js';
import { exportsFeature } from './exports/exports.feature.js';
import { serviceFeature } from './health/service.feature.js';
import { keysFeature } from './keys/keys.feature.js';
import { matchingFeature } from './matching/matching.feature.js';
import { odataFeature } from './odata/odata.feature.js';
import { operatorFeature } from './operator/operator.feature.js';
import { peopleFeature } from './organisation/people.feature.js';
import { parseFeature } from './parse/parse.feature.js';
import { privacyFeature } from './privacy/privacy.feature.js';
import { recordsFeature } from './records/records.feature.js';
import { taxonomiesFeature } from './taxonomies/taxonomies.feature.js';
import { trackerFeature } from './tracker/tracker.feature.js';
import { webhooksFeature } from './webhooks/webhooks.feature.js';

/** Everything that the API serves, in the order of its documentation. */
export const FEATURES: readonly ApiFeature[] = [
  filesFeature,
  dataFeature,
  recordsFeature,
  taxonomiesFeature,
  displayFeature,
  exportsFeature,
  odataFeature,
  parseFeature,
  matchingFeature,
  downloadsFeature,
  trackerFeature,
  webhooksFeature,
  peopleFeature,
  keysFeature,
  creditsFeature,
  operatorFeature,
  privacyFeature,
  serviceFeature,
];
