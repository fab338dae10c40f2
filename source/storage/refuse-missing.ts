import {StoreRefusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';
import {type Machine} from './machine.js';
import {isStore} from './open-store.js';

/**
@throws StoreRefusal if there is no store where the site has it, with what can be done about that; a new one could only
be the site's if that never had one with an id
*/
export const refuseMissing = ({name, folder, store}: Site, {files}: Pick<Machine, 'files'>): void => {
	if (isStore(files, folder)) return;
	const making = store === undefined ? ` or make one: chatlogs import FILE… --site ${name};` : '';
	throw new StoreRefusal(
		`There is no store in ${folder}, where the site ${name} has it. Bring it back there;${making} or forget the site: chatlogs site remove ${name}`,
	);
};
