import {soughtFor, standsIn} from '../text/sought.js';
import {describeOperation} from '../domain/timeline/describe.js';
import {type PaneItem, type PaneView} from './pane-view.js';

const wordsOf = (item: PaneItem): string => {
	if (item.kind === 'operation') return describeOperation(item.entry);
	const {text, author, files = []} = item.message;
	return [text, author.name, author.number, ...files.map(file => file.name)].join(' ');
};

/** The next item with these words after `from`, in steps of `by`; -1 if there is none. */
export const nextHit = ({items}: PaneView, words: string, from: number, by: 1 | -1): number => {
	const wanted = soughtFor(words);
	for (let index = from + by; index >= 0 && index < items.length; index += by) {
		if (standsIn(wanted, wordsOf(items[index]!))) return index;
	}

	return -1;
};

/** The first item with these words at or after `from`, otherwise the first of all; -1 if there is none. */
export const hitFrom = (view: PaneView, words: string, from: number): number => {
	const behind = nextHit(view, words, from - 1, 1);
	return behind === -1 ? nextHit(view, words, -1, 1) : behind;
};
