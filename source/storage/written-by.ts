import {type Change, isFromPbx} from '../domain/change.js';
import {type StoredChange} from './change-form.js';

/**
The sessions whose rows or histories an import wrote; `undefined` if they were so many that its line does not tell them.
Then the row beside a history tells the number of the change that wrote it. Other changes tell all that they do.
*/
export const writtenBy = (change: Change): readonly number[] | undefined => {
	if (!isFromPbx(change)) return [];
	const {rows, segments}: StoredChange = change;
	return segments === undefined ? (rows ?? []).map(({id}) => id) : undefined;
};
