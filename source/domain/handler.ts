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
export const apiHandler: Handler = {kind: 'api', id: 0, number: '', name: 'Message analytics platform'};

export const nobody: Handler = {kind: 'none', id: 0, number: '', name: ''};

/** What makes two handlers the same: kind and id; the number where the PBX did not tell the id. */
export const handlerKey = (handler: Pick<Handler, 'kind' | 'id' | 'number'>): string =>
	handler.id === 0 ? `${handler.kind}#${handler.number}` : `${handler.kind}:${handler.id}`;

export const isSameHandler = (a: Handler, b: Handler): boolean =>
	a.kind === b.kind && a.id === b.id && (a.id !== 0 || a.number === b.number);

/** Whether they are the same, where one is known by its number alone, as by event 30022 or a message. */
export const isSameByNumber = (a: Handler, b: Handler): boolean =>
	a.kind === b.kind && a.number !== '' && a.number === b.number && (a.id === 0) !== (b.id === 0);

/** As a person reads it: `1003 Ann Lee`, `Support`, `Message analytics platform`, `—`. */
export const handlerLabel = (handler: Handler): string =>
	[handler.number, handler.name].filter(Boolean).join(' ') ||
	(handler.kind === 'none' ? '—' : `${handler.kind} ${handler.id}`);

export const handlerKindLabel: Readonly<Record<HandlerKind, string>> = {
	extension: 'Extension',
	queue: 'Message queue',
	api: 'Third-party message analytics platform',
	none: 'Nobody',
};
