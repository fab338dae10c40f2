import {parseJson} from '../../read/parse-json.js';
import {type Fields, integerOf, isFields} from '../fields.js';

/** An answer as it came, before it is judged. */
export type Answer =
	| {readonly kind: 'fields'; readonly code: number; readonly fields: Fields}
	/** A page for a browser. */
	| {readonly kind: 'html'}
	/** It ends before it should, or was never begun. */
	| {readonly kind: 'cut'}
	/** Something else than this API sends. */
	| {readonly kind: 'strange'};

const byteOrderMark = '\uFEFF';

const parsed = (text: string): unknown => {
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
};

/**
The body of an answer. Everything that the API says is a JSON object with `errcode` in it, with a status of 200 (developer
guide, "Response Result"); a proxy or the web portal in its place says it in HTML, with the same status.
@param type of the content, as the header says
*/
export const readAnswer = (body: Uint8Array, type: string): Answer => {
	const text = new TextDecoder().decode(body).replace(byteOrderMark, '').trim();
	if (text === '') return {kind: 'cut'};
	if (text.startsWith('<')) return {kind: 'html'};
	const fields = parsed(text);
	if (fields === undefined) {
		if (text.startsWith('{')) return {kind: 'cut'};
		return {kind: /\bhtml\b/i.test(type) ? 'html' : 'strange'};
	}

	const code = isFields(fields) ? integerOf(fields.errcode) : undefined;
	return code === undefined ? {kind: 'strange'} : {kind: 'fields', code, fields: fields as Fields};
};
