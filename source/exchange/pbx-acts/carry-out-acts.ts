import {pbxTarget} from '../../domain/outbox/target.js';
import {type Machine} from '../../storage/machine.js';
import {holdTarget} from '../outbox/deliverer.js';
import {ActsRun, type ActsRunOptions, type ActsRunReport} from './acts-run.js';

export interface ActsOptions extends Omit<ActsRunOptions, 'patience'> {
	readonly machine: Machine;
	/** Why no act must be carried out, if so. */
	readonly frozen?: string | undefined;
	readonly patience?: number;
}

/** Failures in a row after which a run is given up, if nothing else is said. */
const usualPatience = 5;

/**
Carries out on the PBX what waits, as the only one in this store that does; whoever calls has an API that is bound to it.
@returns what is left, and why
@throws AnotherDeliverer if another process is at it
@throws StoreRefusal if an outcome could not be written: then it is looked up some day
*/
export const carryOutActs = async ({
	machine,
	frozen,
	patience = usualPatience,
	...options
}: ActsOptions): Promise<ActsRunReport> => {
	const {store} = options;
	if (frozen !== undefined) return {heldDeletions: [], givenUp: {cause: 'frozen', reason: frozen}};
	if (store.connection === undefined || store.pbxOutbox.sessions.size === 0) return {heldDeletions: []};
	const release = await holdTarget(store, machine, pbxTarget);
	try {
		return await new ActsRun({...options, patience}).work();
	} finally {
		release();
	}
};
