import {type Completion, type CompletionOption} from '../domain/language/complete.js';
import {cutText} from '../text/fit.js';
import {safeLine} from '../text/safe-text.js';
import {type Completed, type FilterDialog} from './filter-dialogs.js';
import {replaceText} from './text-field.js';

/** The options to choose from, and which one stands in the text now. */
export interface Offer {
	readonly options: readonly CompletionOption[];
	readonly chosen: number | undefined;
}

const goingOn = ({completed, field}: FilterDialog): Completed | undefined =>
	completed?.field === field ? completed : undefined;

/** The options for what is typed: none before anything is, and none if the only one is there already. */
export const offerOf = (dialog: FilterDialog, {from, to, options}: Completion): Offer => {
	const before = goingOn(dialog);
	if (before) {
		const {chosen, completion} = before;
		const isTaken = chosen < completion.options.length;
		return {options: completion.options, chosen: isTaken ? chosen : undefined};
	}

	const {text, caret} = dialog.field;
	const isBlank = from === caret && !/\S$/.test(text.slice(0, caret));
	const isThere = options.length === 1 && options[0]!.text === text.slice(from, to);
	return {options: isBlank || isThere ? [] : options, chosen: undefined};
};

/** Completes the text, or puts the next option in place of the last one; `undefined` if there is none. */
export const completeNext = (dialog: FilterDialog, now: Completion, by: 1 | -1): FilterDialog | undefined => {
	const {completion, typed, chosen} = goingOn(dialog) ?? {
		completion: now,
		typed: dialog.field,
		chosen: now.options.length,
	};
	const {from, to, options} = completion;
	if (options.length === 0) return undefined;
	// Behind the last option, what was typed comes again.
	const count = options.length + 1;
	const next = (chosen + by + count) % count;
	const option = options[next];
	const field = option ? replaceText(typed, from, to, option.text) : {...typed};
	// With one option there is nothing to go on to: what comes next is completed anew.
	return options.length === 1
		? {...dialog, field}
		: {...dialog, field, completed: {completion, typed, chosen: next, field}};
};

const longest = 28;

const labelOf = ({text, label = text}: CompletionOption): string => cutText(safeLine(label), longest);

/** The options in short, beginning with the one taken, which has a mark. A single one is explained. */
export const offerTexts = ({options, chosen}: Offer, mark: string): readonly string[] => {
	const [only, ...others] = options;
	if (only && others.length === 0)
		return only.label === undefined ? [only.text, safeLine(only.hint)] : [labelOf(only)];
	const first = chosen ?? 0;
	const labels = [...options.slice(first), ...options.slice(0, first)].map(labelOf);
	return chosen === undefined ? labels : labels.with(0, mark + labels[0]!);
};
