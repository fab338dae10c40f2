import {refText} from '../domain/session-ref.js';
import {type JointDialog, type JointRequest} from './joint-list.js';
import {type State} from './state.js';

/** Takes in what was found so far; a cursor that was moved to a session stays on it. */
export const withFound = (
	state: State,
	request: JointRequest,
	{found, rows}: Pick<JointDialog, 'found'> & Partial<Pick<JointDialog, 'rows'>>,
): State => {
	const {dialog} = state;
	if (dialog?.kind !== 'joint' || dialog.request !== request) return state;
	if (rows === undefined) return {...state, dialog: {...dialog, found}};
	const under = dialog.rows[dialog.cursor];
	const at =
		dialog.cursor === 0 || under === undefined ? -1 : rows.findIndex(row => refText(row) === refText(under));
	const cursor = at === -1 ? Math.min(dialog.cursor, Math.max(0, rows.length - 1)) : at;
	return {...state, dialog: {...dialog, found, rows, cursor}};
};
