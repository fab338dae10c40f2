import {parseFilter} from '../domain/language/parse.js';
import {type Query} from '../domain/language/query.js';
import {UsageRefusal} from '../domain/refusal.js';

/** @throws UsageRefusal that names each part that cannot be understood */
export const readFilter = (text: string): Query => {
	const query = parseFilter(text);
	if (query.problems.length > 0) {
		const mistakes = query.problems.map(({at, end, message}) => {
			const stop = message.endsWith('?') ? '' : '.';
			return `At character ${at + 1}, “${text.slice(at, end)}”: ${message}${stop}`;
		});
		throw new UsageRefusal(`The filter cannot be understood. ${mistakes.join(' ')}`);
	}

	return query;
};
