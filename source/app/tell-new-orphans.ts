import {type App} from '../actions/app.js';
import {handlerKey, handlerLabel} from '../domain/handler.js';
import {orphanGroups} from '../domain/orphans.js';
import {type Store} from '../storage/store.js';
import {counted} from '../text/count.js';
import {withNotice} from '../state/state.js';

/** How many owners are known to be deleted: orphans are counted only when there are more. */
const deletedOwners = ({directory}: Store): ReadonlySet<string> =>
	new Set(directory.owners.filter(({deletedAt}) => deletedAt !== undefined).map(owner => handlerKey(owner)));

/** Gives what tells the user, after something came from the PBX, of owners that were deleted since, and of the chats that they left. */
export const tellNewOrphans = (app: App, store: Store): (() => void) => {
	let known = deletedOwners(store);
	return () => {
		const now = deletedOwners(store);
		const news = new Set([...now].filter(key => !known.has(key)));
		known = now;
		if (news.size === 0) return;
		const [group, ...others] = orphanGroups(store).filter(({owner}) => news.has(handlerKey(owner)));
		if (group === undefined) return;
		const more = others.length === 0 ? '' : `, and ${others.length} more`;
		app.update(
			withNotice(
				'refused',
				`${handlerLabel(group.owner)} was deleted on the PBX: ${counted(group.sessions, 'chat')} orphaned${more}. ${app.keymap.keyOf('orphans.open')} hands them on.`,
			),
		);
	};
};
