import {apiHandler, type Handler, handlerLabel, nobody} from '../handler.js';
import {type Author, isCustomerCode, isTransfer, type Message, messageType, userType} from '../message.js';
import {type OperationKind, type TimelineEntry} from './entry.js';
import {toldDuration, toldTransfer} from './param.js';

const kindOfMessage: Readonly<Record<number, OperationKind>> = {
	[messageType.transferred]: 'transferred',
	[messageType.closedByHand]: 'closed',
	[messageType.closedAutomatically]: 'closed-automatically',
	[messageType.pickedUp]: 'picked-up',
	[messageType.transferredToQueue]: 'transferred',
	[messageType.closedByVisitor]: 'closed-by-visitor',
	[messageType.call]: 'call',
};

const authorLabel = ({userType: type, number, name}: Author): string | undefined => {
	if (type === userType.api) return handlerLabel(apiHandler);
	const words = isCustomerCode(type) ? [name, number] : [number, name];
	return words.filter(Boolean).join(' ') || undefined;
};

/** The author as a handler who can hold sessions. */
const authorAsHandler = ({userType: type, number, name}: Author): Handler | undefined => {
	if (type === userType.api) return apiHandler;
	const isNamed = number !== '' || name !== '';
	return type === userType.extension && isNamed ? {kind: 'extension', id: 0, number, name} : undefined;
};

/** If the message does not say who the session went from, its author passed it on. */
const handlersOf = (message: Message): Pick<TimelineEntry, 'from' | 'to'> => {
	const author = authorAsHandler(message.author);
	if (isTransfer(message)) return {from: author ?? nobody, to: nobody, ...toldTransfer(message)};
	return message.type === messageType.pickedUp && author ? {to: author} : {};
};

/** The operation that a message of the PBX reports; `undefined` if it reports none. */
export const operationOfMessage = (message: Message): TimelineEntry | undefined => {
	const kind = kindOfMessage[message.type];
	if (kind === undefined) return undefined;
	const by = authorLabel(message.author);
	const duration = kind === 'call' ? toldDuration(message) : undefined;
	return {
		at: message.at,
		kind,
		...(by !== undefined && {by}),
		...handlersOf(message),
		...(duration !== undefined && {duration}),
		...(message.text !== '' && {text: message.text}),
	};
};
