import {comparable} from '../text/comparable.js';

/** Who can hold a session. `none`: the PBX named nobody. */
export type HandlerKind = 'extension' | 'queue' | 'api' | 'none';

/**
The holder of a session, with number and name as they were when the session was given to it, so that a deleted
extension stays readable. `id` is the PBX's own (0 if unknown); only extensions have a number.
*/
export interface Handler {
	readonly kind: HandlerKind;
	readonly id: number;
	readonly number: string;
	readonly name: string;
}

/** The *third-party message analytics platform*: the client of the PBX's API. There is only one. */
export const apiHandler: Handler = {kind: 'api', id: 0, number: '', name: 'Analytics platform'};

export const nobody: Handler = {kind: 'none', id: 0, number: '', name: ''};

/**
The key by which two handlers are the same: kind and id; where the id was not told, the number, else the name however it is
spelled. There is one platform and one nobody, whatever they are called.
*/
export const handlerKey = ({kind, id, number, name}: Handler): string => {
	if (id !== 0) return `${kind}:${id}`;
	const isByName = number === '' && (kind === 'extension' || kind === 'queue');
	return isByName ? `${kind}~${comparable(name)}` : `${kind}#${number}`;
};

export const isSameHandler = (a: Handler, b: Handler): boolean =>
	a.kind === b.kind && a.id === b.id && (a.id !== 0 || handlerKey(a) === handlerKey(b));

/** Whether they are the same, where one is known by its number alone, as by event 30022 or a message. */
export const isSameByNumber = (a: Handler, b: Handler): boolean =>
	a.kind === b.kind && a.number !== '' && a.number === b.number && (a.id === 0) !== (b.id === 0);

/** As a person reads it: `1003 Ann Lee`, `Support`, `Analytics platform`, `—`. Older stores name the platform otherwise. */
export const handlerLabel = (handler: Handler): string => {
	if (handler.kind === 'api') return apiHandler.name;
	if (handler.kind === 'none') return '—';
	return [handler.number, handler.name].filter(Boolean).join(' ') || `${handler.kind} ${handler.id}`;
};

export const handlerKindLabel: Readonly<Record<HandlerKind, string>> = {
	extension: 'Extension',
	queue: 'Message queue',
	api: apiHandler.name,
	none: 'Nobody',
};
