import {Directory, type Owner} from '../../source/domain/directory.js';
import {type Handler} from '../../source/domain/handler.js';
import {type Author, type Message, messageType, userType} from '../../source/domain/message.js';

/** The people and queues of a small company, of whom Ghost and Fax were deleted. */
const extension = (id: number, number: string, name: string): Handler => ({
	kind: 'extension',
	id,
	number,
	name,
});
const queue = (id: number, name: string): Handler => ({kind: 'queue', id, number: '', name});

export const ann = extension(3, '1003', 'Ann Lee');
export const bob = extension(4, '1004', 'Bob Stone');
export const ghost = extension(5, '1005', 'Ghost');
export const support = queue(1, 'Support');
export const sales = queue(2, 'Sales');
export const fax = queue(9, 'Fax');

const deleted = (handler: Handler): Owner => ({...(handler as Owner), deletedAt: 1_600_000_000});

export const office = new Directory({
	owners: [...([ann, bob, support, sales] as Owner[]), deleted(ghost), deleted(fax)],
	complete: [],
});

export const customer: Author = {userType: userType.customer, number: '+15550100', name: 'Li Lei'};
export const agent: Author = {userType: userType.extension, number: ann.number, name: ann.name};
export const platform: Author = {userType: userType.api, number: 'api', name: ''};
export const pbxItself: Author = {userType: 0, number: '', name: ''};

/** A user message of the customer, but for what is said. */
export const message = (values: Partial<Message> & Pick<Message, 'id'>): Message => ({
	type: messageType.user,
	at: 1_600_000_000 + values.id,
	author: customer,
	text: 'Hello',
	...values,
});
