import type { DisplayColumn } from '@vitamill/persistence';
import { DETAIL_SETS, ENTITY_SETS, type EntitySet } from './entity-sets.js';

const NAMESPACE = 'Vitamill';

const EDM_TYPES: Readonly<Record<DisplayColumn['type'], string>> = {
  text: 'Edm.String',
  list: 'Collection(Edm.String)',
  integer: 'Edm.Int32',
  number: 'Edm.Double',
  boolean: 'Edm.Boolean',
  date: 'Edm.Date',
  time: 'Edm.DateTimeOffset',
  uuid: 'Edm.Guid',
};

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function propertyXml({ name, type, description }: DisplayColumn, isKey: boolean): string {
  const facets = type === 'time' ? ' Precision="6"' : '';
  const nullable = isKey || type === 'list' ? ' Nullable="false"' : '';
  return `<Property Name="${name}" Type="${EDM_TYPES[type]}"${nullable}${facets}><Annotation Term="Org.OData.Core.V1.Description" String="${attribute(description)}"/></Property>`;
}

function typeXml({ type, grain }: EntitySet): string {
  const isKey = (name: string) => (grain.key as readonly string[]).includes(name);
  const keys = grain.key.map((name) => `<PropertyRef Name="${name}"/>`).join('');
  const properties = grain.columns.map((column) => propertyXml(column, isKey(column.name))).join('');
  const navigation =
    grain.key.length > 1
      ? ''
      : DETAIL_SETS.map(
          (detail) =>
            `<NavigationProperty Name="${detail.name}" Type="Collection(${NAMESPACE}.${detail.type})" ContainsTarget="false"/>`,
        ).join('');
  return `<EntityType Name="${type}"><Key>${keys}</Key>${properties}${navigation}</EntityType>`;
}

function setXml({ name, type, grain }: EntitySet): string {
  const bindings =
    grain.key.length > 1
      ? ''
      : DETAIL_SETS.map((detail) => `<NavigationPropertyBinding Path="${detail.name}" Target="${detail.name}"/>`).join(
          '',
        );
  return `<EntitySet Name="${name}" EntityType="${NAMESPACE}.${type}">${bindings}</EntitySet>`;
}

/** The model as CSDL XML (OData CSDL XML 4.01). */
export const METADATA_XML = `<?xml version="1.0" encoding="UTF-8"?>
<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0"><edmx:DataServices><Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="${NAMESPACE}">${ENTITY_SETS.map(typeXml).join('')}<EntityContainer Name="Container">${ENTITY_SETS.map(setXml).join('')}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>
`;
