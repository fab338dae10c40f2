import {type Plan} from '../domain/act/plan.js';
import {withForPbx} from '../domain/outbox/for-pbx.js';
import {pbxStateOf} from '../domain/outbox/pbx-due.js';
import {type Store} from '../storage/store.js';

/** Whether what is planned is a matter of the connected PBX. To take back what was never sent there is none. */
export const concernsPbx = (store: Store, {draft}: Plan): boolean => {
	const {forPbx, of} = withForPbx(store, draft);
	if (forPbx === undefined) return false;
	return (
		of === undefined || forPbx.sessions.some(session => pbxStateOf(store, session, {n: of}) !== 'waiting')
	);
};
