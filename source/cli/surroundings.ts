import process from 'node:process';
import {folders} from './folders.js';
import {currentActor, machine, network} from '../machine.js';

/** Everything outside of the program that a command works with, but for where it prints and what it starts. */
export const surroundings = {
	stdin: process.stdin,
	environment: process.env,
	dataFolder: folders.data,
	preferencesFolder: folders.config,
	stateFolder: folders.state,
	machine,
	sender: {network, environment: process.env, configFolder: folders.config},
	actor: currentActor,
};
