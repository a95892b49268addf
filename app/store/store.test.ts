import { describeOnEveryDatabase } from '../../test/support/databases.ts';
import { storeContract } from './store.contract.ts';

describeOnEveryDatabase('the store', storeContract);
