import {type Change} from '../domain/change.js';
import {type StoredChange} from './change-form.js';
import {type Word} from './words.js';

/** A change without its words, and those words. */
interface SplitChange {
	readonly change: StoredChange;
	readonly words: readonly Word[];
}

const hasWords = ({note, import: summary, hold, policy, deliveries = []}: Change): boolean =>
	note !== undefined ||
	summary !== undefined ||
	hold !== undefined ||
	policy?.name !== undefined ||
	deliveries.some(({words}) => words !== undefined);

/** Takes the words out of a change before it is written. A repair's note stays, since the program wrote it. */
export const splitWords = (whole: StoredChange, make: (text: string) => Word): SplitChange => {
	const {note, import: summary, hold, policy, ...change} = whole;
	if (change.kind === 'repair' || !hasWords(whole) || whole.words !== undefined)
		return {change: whole, words: []};
	const noted = note === undefined ? [] : [make(note)];
	const sources = (summary?.sources ?? []).map(({name}) => make(name));
	const named = hold && make(hold.name);
	const filter = hold?.filter === undefined ? undefined : make(hold.filter);
	const policyName = policy?.name === undefined ? undefined : make(policy.name);
	const policyFilter = policy?.filter === undefined ? undefined : make(policy.filter);
	const told = (change.deliveries ?? []).map(({words, ...outcome}) => ({
		outcome,
		word: words === undefined ? undefined : make(words),
	}));
	const said = told.flatMap(({word}) => word ?? []);
	return {
		change: {
			...change,
			...(summary && {
				import: {...summary, sources: summary.sources.map(({digest}) => ({name: '', digest}))},
			}),
			...(hold && {hold: {...hold, name: '', ...(filter && {filter: ''})}}),
			...(policy && {
				policy: {...policy, ...(policyName && {name: ''}), ...(policyFilter && {filter: ''})},
			}),
			...(said.length > 0 && {deliveries: told.map(({outcome}) => outcome)}),
			words: {
				...(noted[0] && {note: noted[0].h}),
				...(sources.length > 0 && {sources: sources.map(({h}) => h)}),
				...(named && {holdName: named.h}),
				...(filter && {holdFilter: filter.h}),
				...(policyName && {policyName: policyName.h}),
				...(policyFilter && {policyFilter: policyFilter.h}),
				...(said.length > 0 && {deliveries: told.map(({word}) => word?.h ?? null)}),
			},
		},
		words: [
			...noted,
			...sources,
			...[named, filter, policyName, policyFilter].filter(word => word !== undefined),
			...said,
		],
	};
};

/** The change with its words. */
export const withWords = ({words, ...change}: StoredChange, read: (digest: string) => string): Change => {
	if (words === undefined) return change;
	const {import: summary, hold, policy, deliveries} = change;
	return {
		...change,
		...(words.note !== undefined && {note: read(words.note)}),
		...(summary && {
			import: {
				...summary,
				sources: summary.sources.map((source, index) => {
					const digest = words.sources?.[index];
					return digest === undefined ? source : {...source, name: read(digest)};
				}),
			},
		}),
		...(hold && {
			hold: {
				...hold,
				...(words.holdName !== undefined && {name: read(words.holdName)}),
				...(words.holdFilter !== undefined && {filter: read(words.holdFilter)}),
			},
		}),
		...(policy && {
			policy: {
				...policy,
				...(words.policyName !== undefined && {name: read(words.policyName)}),
				...(words.policyFilter !== undefined && {filter: read(words.policyFilter)}),
			},
		}),
		...(deliveries && {
			deliveries: deliveries.map((outcome, index) => {
				const digest = words.deliveries?.[index] ?? undefined;
				return digest === undefined ? outcome : {...outcome, words: read(digest)};
			}),
		}),
	};
};

/** The digests of the words that a line of the journal names, each with a description for people. */
export const wordsNamedBy = ({
	n,
	words,
	holds = [],
	policies = [],
}: Pick<StoredChange, 'n' | 'words' | 'holds' | 'policies'>): readonly (readonly [
	digest: string,
	what: string,
])[] => [
	...(words?.note === undefined ? [] : [[words.note, `the note of change ${n}`] as const]),
	...(words?.sources ?? []).map(digest => [digest, `the name of a source of change ${n}`] as const),
	...(words?.holdName === undefined
		? []
		: [[words.holdName, `the name of the hold of change ${n}`] as const]),
	...(words?.holdFilter === undefined
		? []
		: [[words.holdFilter, `the filter of the hold of change ${n}`] as const]),
	...(words?.policyName === undefined
		? []
		: [[words.policyName, `the name of the policy of change ${n}`] as const]),
	...(words?.policyFilter === undefined
		? []
		: [[words.policyFilter, `the filter of the policy of change ${n}`] as const]),
	// A repair repeats holds and policies that others began.
	...[...holds, ...policies].flatMap(each => wordsNamedBy(each)),
	...(words?.deliveries ?? []).flatMap(digest =>
		digest === null ? [] : [[digest, `what the PBX said to change ${n}`] as const],
	),
];
