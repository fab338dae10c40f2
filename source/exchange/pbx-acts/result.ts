import {type Trouble} from '../http/backoff.js';
import {PbxTrouble} from '../yeastar/api/trouble.js';
import {type Cause, type ToldVerdict} from '../yeastar/api/verdict.js';
import {type Settled} from '../outbox/ledger.js';

/** The outcome of an attempt at an act, or of the look before it. */
export type Result =
	/** For the journal. */
	| {readonly kind: 'settled'; readonly outcome: Pick<Settled, 'failure' | 'code' | 'words' | 'isStopped'>}
	/** It may have been sent or not: it is looked at again. */
	| ({readonly kind: 'later'} & Omit<Trouble, 'kind'>)
	/** Not this one, for the time being; the others go on. */
	| {readonly kind: 'left'; readonly reason: string}
	/** Nothing goes until a person has changed something. */
	| {readonly kind: 'pause'; readonly cause: Cause; readonly reason: string}
	/** Under that id the PBX has another session. */
	| {readonly kind: 'stranger'; readonly reason: string};

export const done: Result = {kind: 'settled', outcome: {}};

/** It waits for a person to decide; nothing is taken back here. */
export const stopped = (failure: string): Result => ({
	kind: 'settled',
	outcome: {failure, isStopped: true},
});

/**
It is not carried out, and is taken back here.
@param words the PBX's own, empty if it had none
*/
export const dropped = (failure: string, code?: number, words = ''): Result => ({
	kind: 'settled',
	outcome: {failure, ...(code !== undefined && {code}), ...(words !== '' && {words})},
});

const momentary: ReadonlySet<Cause> = new Set(['no sound answer', 'unreachable']);

/** The outcome where the PBX did not answer the question. */
export const resultOfTrouble = (error: unknown): Result => {
	if (!(error instanceof PbxTrouble)) throw error;
	const {pbxCause: cause, code, message: reason} = error;
	if (momentary.has(cause)) return {kind: 'later', reason};
	const isAboutThis = code === undefined && (cause === 'other' || cause === 'refused');
	return isAboutThis ? {kind: 'left', reason} : {kind: 'pause', cause, reason};
};

/** The meaning of an answer to an act. */
export const resultOfVerdict = (verdict: ToldVerdict): Result => {
	switch (verdict.kind) {
		case 'done': {
			// A part of one act is no answer to go by: it is looked at.
			return verdict.isPartial ? {kind: 'later', reason: 'The PBX did only a part of it'} : done;
		}

		case 'refused': {
			return dropped(`the PBX ${verdict.reason}`, verdict.code, verdict.words);
		}

		case 'again': {
			return {kind: 'later', reason: `The PBX ${verdict.reason}`, seconds: verdict.seconds};
		}

		case 'pause': {
			return {kind: 'pause', cause: verdict.cause, reason: `The PBX ${verdict.reason}.`};
		}
	}
};
