import {type Handler, isSameByNumber, isSameHandler} from '../handler.js';

/** The holder of a session after an import. */
export interface MergedHandlers {
	readonly handler: Handler;
	/** By this import, or by the last one that named it. */
	readonly importedHandler: Handler;
	/** Set if the PBX gave the session to somebody else: the record "transferred on the PBX". */
	readonly move?: {readonly from: Handler; readonly to: Handler};
	/** A local transfer stays, because the PBX says what it said before. */
	readonly kept: boolean;
}

/** Also if one of them is known by its number alone. */
export const isSameHolder = (a: Handler, b: Handler): boolean => isSameHandler(a, b) || isSameByNumber(a, b);

/** With missing values filled in from the same holder before. */
export const completedHandler = (handler: Handler, told: Handler): Handler => ({
	...handler,
	id: handler.id || told.id,
	number: handler.number || told.number,
	name: handler.name || told.name,
});

/** Compares with what the last import said: unchanged there, the local act stays; changed there, the PBX wins. */
export const mergeHandlers = (handler: Handler, importedHandler: Handler, told?: Handler): MergedHandlers => {
	if (told === undefined) return {handler, importedHandler, kept: false};
	const isHeld = isSameHolder(handler, told);
	const isNews = !isSameHolder(importedHandler, told);
	return {
		handler: isHeld ? completedHandler(handler, told) : isNews ? told : handler,
		importedHandler: isNews ? told : completedHandler(importedHandler, told),
		kept: !isHeld && !isNews,
		...(!isHeld && isNews && {move: {from: handler, to: told}}),
	};
};
