import {StoreRefusal} from '../domain/refusal.js';
import {type Site} from '../domain/site.js';
import {type Machine} from '../storage/machine.js';
import {isStore} from '../storage/open-store.js';

/** @throws StoreRefusal if there is no store where the site has it, with what can be done about that */
export const refuseMissing = ({name, folder}: Site, {files}: Pick<Machine, 'files'>): void => {
	if (isStore(files, folder)) return;
	throw new StoreRefusal(
		`There is no store in ${folder}, where the site ${name} has it. Bring it back there; or make one: chatlogs import FILE… --site ${name}; or forget the site: chatlogs site remove ${name}`,
	);
};
