import {type DeliveryStatus} from '../../domain/message.js';

/** The words that systems have in common for how far a message has come. */
export const deliveryWords: ReadonlyMap<string, DeliveryStatus> = new Map<string, DeliveryStatus>([
	['queued', 'sending'],
	['sending', 'sending'],
	['sent', 'sent'],
	['delivered', 'sent'],
	['read', 'sent'],
	['failed', 'failed'],
	['undelivered', 'failed'],
]);
