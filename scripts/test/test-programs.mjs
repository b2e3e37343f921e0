import { spawnSync } from 'node:child_process';
import { areInstalled } from '../services/apt.mjs';

const runs = (program, ...parameters) => spawnSync(program, parameters, { stdio: 'ignore' }).status === 0;

/** Programs that tests run: the clients of other APIs, and the engine of the machine. `test/support/needing.ts` names them alike. */
export const PROGRAMS = [
  { name: 'curl', packages: ['curl'], isThere: () => areInstalled(['curl']) },
  {
    name: 'python3 with requests',
    packages: ['python3', 'python3-requests'],
    isThere: () => runs('python3', '-c', 'import requests'),
  },
  // Its language data come with the packages of the project.
  { name: 'tesseract', packages: ['tesseract-ocr'], isThere: () => areInstalled(['tesseract']) },
];
