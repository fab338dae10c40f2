import {type Place} from '../state/state.js';
import {type Action} from './app.js';
import {changesActions} from './changes-actions.js';
import {columnActions} from './column-actions.js';
import {copyActions} from './copy-actions.js';
import {confirmationActions} from './confirmation-actions.js';
import {deliveryActions} from './delivery-actions.js';
import {destinationActions} from './destination-actions.js';
import {exportActions} from './export-actions.js';
import {filterActions} from './filter-actions.js';
import {helpActions} from './help-actions.js';
import {jobActions} from './job-actions.js';
import {markActions} from './mark-actions.js';
import {moveActions} from './move-actions.js';
import {namedFilterActions} from './named-filter-actions.js';
import {orphanActions} from './orphan-actions.js';
import {paneSearchActions} from './pane-search-actions.js';
import {placeActions} from './place-actions.js';
import {questionActions} from './question-actions.js';
import {quitActions} from './quit-actions.js';
import {sessionActions} from './session-actions.js';
import {siteActions} from './site-actions.js';
import {statisticsActions} from './statistics-actions.js';

/** Everything the user can do, in the order in which help shows it. */
export const actions: readonly Action[] = [
	...moveActions,
	...markActions,
	...sessionActions,
	...destinationActions,
	...placeActions,
	...paneSearchActions,
	...filterActions,
	...namedFilterActions,
	...columnActions,
	...orphanActions,
	...changesActions,
	...statisticsActions,
	...copyActions,
	...exportActions,
	...siteActions,
	...jobActions,
	...deliveryActions,
	...confirmationActions,
	...questionActions,
	...helpActions,
	...quitActions,
];

export const actionsOf = (place: Place): readonly Action[] =>
	actions.filter(action => action.places.includes(place));
