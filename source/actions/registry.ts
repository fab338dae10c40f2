import {type Place} from '../state/state.js';
import {type Action, type ActionGroup} from './app.js';
import {changesActions} from './changes-actions.js';
import {columnActions} from './column-actions.js';
import {copyActions} from './copy-actions.js';
import {confirmationActions} from './confirmation-actions.js';
import {deliveryActions} from './delivery-actions.js';
import {destinationActions} from './destination-actions.js';
import {erasureActions} from './erasure-actions.js';
import {exportActions} from './export-actions.js';
import {filterActions} from './filter-actions.js';
import {holdActions} from './hold-actions.js';
import {policyActions} from './policy-actions.js';
import {helpActions} from './help-actions.js';
import {jobActions} from './job-actions.js';
import {markActions} from './mark-actions.js';
import {jointActions} from './joint-actions.js';
import {jointConfirmationActions} from './joint-confirmation-actions.js';
import {moveActions} from './move-actions.js';
import {namedFilterActions} from './named-filter-actions.js';
import {narrowActions} from './narrow-actions.js';
import {orphanActions} from './orphan-actions.js';
import {paneSearchActions} from './pane-search-actions.js';
import {placeActions} from './place-actions.js';
import {questionActions} from './question-actions.js';
import {quitActions} from './quit-actions.js';
import {sessionActions} from './session-actions.js';
import {siteActions} from './site-actions.js';
import {statisticsActions} from './statistics-actions.js';
import {viewActions} from './view-actions.js';

/** These actions in a group of the help, but for those that name their own. */
const inGroup = (group: ActionGroup, given: readonly Action[]): readonly Action[] =>
	given.map(action => ({group, ...action}));

/** Everything the user can do, in the order in which the manual shows it. */
export const actions: readonly Action[] = [
	...inGroup('Moving', moveActions),
	...inGroup('Marks', markActions),
	...inGroup('This session', [
		...sessionActions,
		...erasureActions,
		...destinationActions,
		...placeActions,
		...paneSearchActions,
	]),
	...inGroup('Filter', [...filterActions, ...narrowActions]),
	...inGroup('Views', [
		...namedFilterActions,
		...viewActions,
		...columnActions,
		...orphanActions,
		...holdActions,
		...policyActions,
		...changesActions,
		...statisticsActions,
	]),
	...inGroup('This session', copyActions),
	...inGroup('Program', [
		...exportActions,
		...siteActions,
		...jointActions,
		...jobActions,
		...deliveryActions,
		...confirmationActions,
		...jointConfirmationActions,
		...questionActions,
		...helpActions,
		...quitActions,
	]),
];

/** What the user can do in a place. */
export const actionsOf = (place: Place): readonly Action[] =>
	actions.filter(action => action.places.includes(place));
