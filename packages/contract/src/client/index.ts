export { ApiClient, ApiError, type CallInput, type CallResult, type Transport } from './client.ts';
