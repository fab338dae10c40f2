import {fold} from '../../text/fold.js';
import {lex, type Span, type Token, type Value} from './lexer.js';
import {Mistake} from './mistake.js';
import {didYouMean} from './nearest.js';
import {readNumberRange} from './number-range.js';
import {readPartyPattern} from './party-pattern.js';
import {
	type Condition,
	defaultSort,
	type HandlerPattern,
	type Problem,
	type Query,
	type Sort,
	type Term,
} from './query.js';
import {readTimeRange} from './time-range.js';
import {type FieldName, filterTerm, filterTerms, sortKeys, type StateWord, stateWords} from './terms.js';

const readHandler = (text: string): HandlerPattern | undefined => {
	const [, word, rest] = /^(extension|queue|api|none)(?::(.*))?$/isu.exec(text) ?? [];
	const kind = word?.toLowerCase();
	if ((kind === 'api' || kind === 'none') && rest === undefined) return {kind};
	const isOwner = (kind === 'extension' || kind === 'queue') && rest !== undefined;
	const party = readPartyPattern(isOwner ? rest : text);
	return party && (isOwner ? {kind, party} : {party});
};

const readWord = <Word extends string>(
	text: string,
	words: readonly Word[],
	takes: string,
): Word | Mistake => {
	const wanted = text.toLowerCase();
	return words.find(word => word === wanted) ?? new Mistake(`expected ${takes}${didYouMean(wanted, words)}`);
};

const readSort = (text: string): Sort | Mistake => {
	const descending = text.startsWith('-');
	const key = readWord(descending ? text.slice(1) : text, sortKeys, filterTerm('sort')!.takes);
	return key instanceof Mistake ? key : {key, descending};
};

class Parser {
	readonly #terms: Term[] = [];
	readonly #problems: Problem[] = [];
	#sort: Sort | undefined;

	parse(text: string): Query {
		for (const token of lex(text)) this.#readToken(token);
		return {terms: this.#terms, sort: this.#sort ?? defaultSort, problems: this.#problems};
	}

	#readToken(token: Token): void {
		if (token.openQuote !== undefined) {
			this.#report({at: token.openQuote, end: token.end}, 'expected a closing "');
		} else if (token.field === undefined) {
			this.#readBareWord(token, token.values[0]!.text);
		} else {
			const term = filterTerm(token.field.text);
			if (term === undefined) this.#reportUnknown(token.field);
			else if (term.name === 'sort') this.#readOrder(token);
			else this.#add(token, this.#condition(token, term.name));
		}
	}

	#readBareWord(token: Token, text: string): void {
		if (text.trim() === '') this.#report(token, 'expected a word or a term');
		else this.#add(token, {kind: 'word', text});
	}

	#readOrder(token: Token): void {
		if (token.negated) this.#report(token, 'expected sort:-… for descending');
		else if (this.#sort) this.#report(token, 'expected only one sort:');
		else if (token.values.length > 1) this.#report(token, 'expected one column to sort by');
		else this.#sort = this.#list(token, readSort)?.[0];
	}

	#condition(token: Token, field: Exclude<FieldName, 'sort'>): Condition | undefined {
		switch (field) {
			case 'id':
			case 'messages':
			case 'transfers': {
				const anyOf = this.#list(token, readNumberRange);
				return anyOf && {kind: 'count', field, anyOf};
			}

			case 'created':
			case 'active': {
				const anyOf = this.#list(token, readTimeRange);
				return anyOf && {kind: 'time', field, anyOf};
			}

			case 'number':
			case 'sender':
			case 'recipient':
			case 'customer': {
				const anyOf = this.#list(token, readPartyPattern);
				return anyOf && {kind: 'party', field, anyOf};
			}

			case 'handler': {
				const anyOf = this.#list(token, readHandler);
				return anyOf && {kind: 'handler', anyOf};
			}

			case 'text': {
				const anyOf = this.#list(token, text => fold(text).trim() || undefined);
				return anyOf && {kind: 'text', anyOf};
			}

			case 'channel': {
				const anyOf = this.#list(token, text => fold(text).trim() || undefined);
				return anyOf && {kind: 'channel', anyOf};
			}

			case 'status':
			case 'is':
			case 'has': {
				const anyOf = this.#list(token, text =>
					readWord<StateWord>(text, stateWords[field], filterTerm(field)!.takes),
				);
				return anyOf && this.#states(token, anyOf);
			}
		}
	}

	/** `is:deleted` chooses between list and trash, which no other state can do in its stead. */
	#states(token: Token, anyOf: readonly StateWord[]): Condition | undefined {
		if (!anyOf.includes('deleted') || anyOf.length === 1) return {kind: 'state', anyOf};
		this.#report(token, 'expected is:deleted as a term of its own');
		return undefined;
	}

	/** All values of the token, or `undefined` if one of them is a mistake, which is then reported. */
	#list<Read>(token: Token, read: (text: string) => Read | Mistake | undefined): readonly Read[] | undefined {
		const good: Read[] = [];
		for (const value of token.values) {
			const result = read(value.text);
			const span = value.at === value.end ? token : value;
			if (result instanceof Mistake) this.#report(span, result.message);
			else if (result === undefined) this.#report(span, `expected ${filterTerm(token.field!.text)!.takes}`);
			else good.push(result);
		}

		return good.length === token.values.length ? good : undefined;
	}

	#reportUnknown(field: Value): void {
		const names = filterTerms.map(term => term.name);
		const meant = didYouMean(field.text, names) || `; expected ${names.join(', ')}, or quotes around it`;
		this.#report({at: field.at, end: field.end + 1}, `unknown field ${field.text}${meant}`);
	}

	#add({at, end, negated}: Token, condition: Condition | undefined): void {
		if (condition) this.#terms.push({at, end, negated, condition});
	}

	#report({at, end}: Span, message: string): void {
		this.#problems.push({at, end, message});
	}
}

/** Reads a filter. Never throws: what cannot be understood is among the problems, at its place. */
export const parseFilter = (text: string): Query => new Parser().parse(text);
