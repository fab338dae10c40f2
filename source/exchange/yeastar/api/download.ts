import {NoAnswer} from '../../http/no-answer.js';
import {readAnswer} from './answer.js';
import {code, codeText} from './error-codes.js';
import {type PbxApi} from './pbx-api.js';

/** The outcome of asking for a file; reasons continue "the PBX ". */
export type Download =
	| {readonly kind: 'bytes'; readonly bytes: Uint8Array}
	/** It is not there any more, or never was. */
	| {readonly kind: 'gone'; readonly reason: string}
	| {readonly kind: 'too large'}
	/** A matter of the moment: it can be asked for again. */
	| {readonly kind: 'later'; readonly reason: string};

const expired: ReadonlySet<number> = new Set([code.expired, code.denied]);

/** An answer of the API in the place of a file, whatever type it is said to have: no file is like it. */
const errorIn = (body: Uint8Array): number | undefined => {
	if (body.length > 4096) return undefined;
	const answer = readAnswer(body, '');
	return answer.kind === 'fields' && answer.code !== 0 ? answer.code : undefined;
};

/**
Asks for a file once. How a PBX gives out the files of messages is not documented; recordings are fetched from their
address with the token in the query (developer guide, "Download a Recording"), and so is this.
@param path on the PBX itself: the token is sent with it
@param longest in bytes
@throws PbxTrouble if there is no token to be had
*/
export const downloadFile = async (
	api: PbxApi,
	path: string,
	longest: number,
	signal: AbortSignal,
): Promise<Download> => {
	try {
		for (let tries = 1; ; tries++) {
			const {status, type, body} = await api.fetch(path, longest, signal, tries > 1);
			const error = errorIn(body);
			if (error !== undefined && expired.has(error) && tries === 1) continue;
			if (error !== undefined) return {kind: 'gone', reason: `answered ${codeText(error)}`};
			if (status === 200)
				// The web portal's page in the place of a file is none.
				return /html/i.test(type)
					? {kind: 'gone', reason: 'answered with a web page'}
					: {kind: 'bytes', bytes: body};
			if (status === 429 || status >= 500) return {kind: 'later', reason: `answered ${status}`};
			return {kind: 'gone', reason: `answered ${status}`};
		}
	} catch (error) {
		if (!(error instanceof NoAnswer)) throw error;
		return error.silence === 'too long'
			? {kind: 'too large'}
			: {kind: 'later', reason: 'gave no whole answer'};
	}
};
