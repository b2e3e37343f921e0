export { masterRecordFaults, type RecordFault } from './master-record-faults.js';
