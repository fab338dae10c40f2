import {type HandlerPattern} from './handler-pattern.js';
import {type Span} from './lexer.js';
import {type PartyPattern} from './party-pattern.js';
import {type NumberRange} from './number-range.js';
import {type TimeRange} from './time-range.js';
import {type CountField, type PartyField, type TimeField} from './terms.js';
import {type SortKey} from '../session-fields.js';
import {type StateWord} from './words.js';

/** The condition of one term. In a list, any one must hold. */
export type Condition =
	| {readonly kind: 'word'; readonly text: string}
	| {readonly kind: 'count'; readonly field: CountField; readonly anyOf: readonly NumberRange[]}
	| {readonly kind: 'time'; readonly field: TimeField; readonly anyOf: readonly TimeRange[]}
	| {readonly kind: 'channel'; readonly anyOf: readonly string[]}
	| {readonly kind: 'party'; readonly field: PartyField; readonly anyOf: readonly PartyPattern[]}
	| {readonly kind: 'handler'; readonly anyOf: readonly HandlerPattern[]}
	| {readonly kind: 'state'; readonly anyOf: readonly StateWord[]}
	/** Numbers of changes. */
	| {readonly kind: 'change'; readonly anyOf: readonly number[]}
	/** As `soughtInHistories` gives them. */
	| {readonly kind: 'own-id'; readonly anyOf: readonly string[]}
	/** Comparable, with their marks. */
	| {readonly kind: 'text'; readonly anyOf: readonly string[]};

/** A condition with its position in the filter's text. */
export interface Term extends Span {
	readonly negated: boolean;
	readonly condition: Condition;
}

/** A part of the filter's text that cannot be understood, and what was expected there. */
export interface Problem extends Span {
	readonly message: string;
	/** Set if it asks for sites, which a filter of one store cannot. */
	readonly isForSites?: true;
}

export interface Sort {
	readonly key: SortKey;
	readonly descending: boolean;
}

/** A filter as it was understood. All terms must hold. One with problems must not be used. */
export interface Query {
	readonly terms: readonly Term[];
	readonly sort: Sort;
	readonly problems: readonly Problem[];
}

export const defaultSort: Sort = {key: 'active', descending: true};

const isTimeOfDeletion = (condition: Condition): boolean =>
	condition.kind === 'time' && condition.field === 'deleted';

const isOfTrash = (condition: Condition): boolean =>
	(condition.kind === 'state' && condition.anyOf.includes('deleted')) || isTimeOfDeletion(condition);

/** Whether it asks for sessions in the trash; otherwise the trash is never searched. */
export const looksIntoTrash = ({terms}: Query): boolean =>
	terms.some(({negated, condition}) => !negated && isOfTrash(condition));

/** Whether it asks when sessions went to the trash. */
export const asksWhenDeleted = ({terms}: Query): boolean =>
	terms.some(({condition}) => isTimeOfDeletion(condition));

/** The changes that it asks for, by their numbers. */
export const changesAsked = ({terms}: Query): readonly number[] =>
	terms.flatMap(({condition}) => (condition.kind === 'change' ? condition.anyOf : []));

/** Whether sessions in the trash are found beside the others: a change may have put them there. */
export const ignoresTrash = ({terms}: Query): boolean =>
	terms.some(({negated, condition}) => !negated && condition.kind === 'change');

/** Whether it asks how sessions stand on the connected PBX. */
export const asksOnPbx = ({terms}: Query): boolean =>
	terms.some(
		({condition}) =>
			condition.kind === 'state' && condition.anyOf.some(word => word === 'pending' || word === 'gone'),
	);

const statesOfNow: ReadonlySet<StateWord> = new Set<StateWord>(['pending', 'gone', 'held']);

/** Whether it asks for what is known of the present alone: how sessions stand on the PBX, and holds. */
export const asksOfNow = ({terms}: Query): boolean =>
	terms.some(
		({condition}) => condition.kind === 'state' && condition.anyOf.some(word => statesOfNow.has(word)),
	);

/** The words to search for inside messages, which takes longer than all the rest. */
export const wordsInMessages = ({terms}: Query): readonly string[] => [
	...new Set(terms.flatMap(({condition}) => (condition.kind === 'text' ? condition.anyOf : []))),
];

/** All that is sought in the histories: words inside messages, and ids that other systems gave. */
export const soughtInHistories = (query: Query): readonly string[] => [
	...wordsInMessages(query),
	...new Set(query.terms.flatMap(({condition}) => (condition.kind === 'own-id' ? condition.anyOf : []))),
];
