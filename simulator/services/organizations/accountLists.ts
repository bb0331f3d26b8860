import { now } from "../../clock";
import type { Properties } from "../../kernel/values";
import type { Entity, World } from "../../kernel/world";
import { memberAccounts, text } from "./tree";

/** The lists of accounts that an organization answers with, as they are now. */
export function accountLists(world: World, record: Entity): Properties {
    const members = memberAccounts(world, record).map((member) => ({
        arn: text(member, "arn"),
        email: text(member, "email"),
        id: member.id,
        joinedMethod: "CREATED",
        joinedTimestamp: now,
        name: text(member, "name"),
        state: "ACTIVE",
        status: "ACTIVE",
    }));
    return { accounts: [managementAccount(record), ...members], nonMasterAccounts: members };
}

function managementAccount(record: Entity): Properties {
    return {
        arn: text(record, "masterAccountArn"),
        email: text(record, "masterAccountEmail"),
        id: record.scope.account,
        joinedMethod: "INVITED",
        joinedTimestamp: now,
        name: text(record, "masterAccountName"),
        state: "ACTIVE",
        status: "ACTIVE",
    };
}
