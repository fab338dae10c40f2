import {type App} from '../actions/app.js';
import {type PbxLink} from '../state/pbx-link.js';
import {safeLine} from '../text/safe-text.js';

const notConnected: readonly string[] = [
	'The store is empty. Leave the screen and fill it:',
	'',
	'  chatlogs pbx connect    from the PBX, again and again',
	'  chatlogs import FILE…   from files',
	'  chatlogs demo           or look around in made-up data first',
];

/** What is told while a store has no session yet. */
const nothingYet = (link: PbxLink): readonly string[] => {
	switch (link.kind) {
		case 'none': {
			return notConnected;
		}

		case 'connecting':
		case 'syncing':
		case 'elsewhere': {
			return ['The PBX is being read. Its sessions appear here as they come in.'];
		}

		case 'live': {
			return ['The PBX has no sessions that its API tells of. New ones appear here by themselves.'];
		}

		case 'offline': {
			return ['Nothing came from the PBX yet, and it is asked again by itself.', safeLine(link.reason)];
		}
	}
};

/** Why the list is empty, and what to do about it. */
export const emptyLines = ({state, store, list, keymap: {keyOf}}: App): readonly string[] => {
	const {sessions, deleted} = list.totals;
	if (store.progress < 1) return ['Loading …'];
	if (state.onlyMarked) return [`Nothing is marked. ${keyOf('marks.show')} shows all that match.`];
	if (list.counted < 1) return ['Counting …'];
	if (list.searched < 1)
		return [
			state.search?.ended === undefined ? 'Searching …' : 'Nothing was found before the search was stopped.',
		];
	if (state.filter !== '')
		return [
			`No session matches. ${
				state.dialog?.kind === 'filter'
					? `${keyOf('filter.restore')} restores the previous filter.`
					: `${keyOf('filter.edit')} edits the filter.`
			}`,
		];
	if (sessions > 0) return ['No sessions.'];
	if (deleted === 0) return nothingYet(state.link.now);
	return [
		`All sessions are in the trash. ${keyOf('filter.edit')} and is:deleted shows them, ${keyOf('change.undo')} takes back what you did last.`,
	];
};
