import {inForce} from '../../domain/erase/erasure.js';
import {type StoredChange} from '../change-form.js';
import {namedHold, type WordOf} from '../named-hold.js';
import {findWords} from '../words.js';
import {type Writing} from '../writing.js';
import {erasedName, mentionOfMarked} from './marks.js';

/**
The release of a hold with what goes at its end: those of the hold's words that tell of persons who were erased while it
kept them. Any other change stays as it is.
*/
export const withReleasedWords = (
	change: StoredChange,
	{files, folder, replica}: Pick<Writing, 'files' | 'folder' | 'replica'>,
	wordOf: WordOf,
): StoredChange => {
	const {holds = [], erasures} = replica.facts;
	const released = change.kind === 'release' && holds.find(({n}) => n === change.hold?.of);
	if (!released) return change;
	const tests = inForce(erasures)
		.filter(({n}) => n > released.n)
		.map(({marks}) => mentionOfMarked(marks, replica.table.country));
	const {name, filter, note} = namedHold(released, wordOf);
	const told = new Set(
		[name, filter, note].filter(text => text !== undefined && tests.some(isTold => isTold(text))),
	);
	if (told.size === 0) return change;
	const kept = new Set(
		holds.filter(hold => hold !== released).flatMap(({words}) => Object.values(words) as readonly string[]),
	);
	const gone = [...findWords(files, folder).words.values()].filter(
		({h, text}) => told.has(text) && !kept.has(h),
	);
	return {
		...change,
		hold: {...change.hold!, name: told.has(name) ? erasedName : change.hold!.name},
		wordsGone: gone.map(({h}) => h),
	};
};
