// The account, its database and containers. Data-plane roles cannot create containers, so all of them are made here,
// the change feed's leases among them.
import { DocumentContainer, Reach, Tags } from 'shared.bicep'

param name string
param location string
param tags Tags
param identityName string
param developerPrincipalId string
param reach Reach

@description('The request units a second the database scales to at most; 0 makes the account serverless.')
param maxThroughput int

@description('Further regions that answer reads, in the order they take over.')
param readRegions string[]

param containers DocumentContainer[]

// Serverless accounts live in one region.
var regions = maxThroughput == 0 && !empty(readRegions)
  ? fail('cosmosReadRegions needs cosmosMaxThroughput: a serverless account has one region')
  : [location, ...readRegions]
var databaseName = 'virga'
var dataContributor = '00000000-0000-0000-0000-000000000002'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: maxThroughput == 0 ? [{ name: 'EnableServerless' }] : []
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    // One region that is written to: last-writer-wins between regions would break ETags, unique keys, dedup and sequences.
    enableMultipleWriteLocations: false
    enableAutomaticFailover: length(regions) > 1
    locations: [for (region, priority) in regions: { locationName: region, failoverPriority: priority, isZoneRedundant: false }]
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: reach.public || !empty(reach.addresses) ? 'Enabled' : 'Disabled'
    ipRules: [for address in reach.addresses: { ipAddressOrRange: address }]
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2026-03-15' = {
  parent: account
  name: databaseName
  properties: {
    resource: { id: databaseName }
    // All containers share it.
    options: maxThroughput == 0 ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }
  }
}

resource documents 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2026-03-15' = [
  for container in containers: {
    parent: database
    name: container.name
    properties: {
      resource: {
        id: container.name
        partitionKey: {
          paths: container.partitionKeyPaths
          kind: length(container.partitionKeyPaths) > 1 ? 'MultiHash' : 'Hash'
          version: 2
        }
        // On, without a default: each document says itself when it expires.
        defaultTtl: -1
        indexingPolicy: {
          indexingMode: 'consistent'
          automatic: true
          includedPaths: [{ path: '/*' }]
          excludedPaths: [for path in ['/"_etag"/?', ...(container.?excludedPaths ?? [])]: { path: path }]
          compositeIndexes: container.?compositeIndexes ?? []
        }
        uniqueKeyPolicy: {
          uniqueKeys: map(container.?uniqueKeyPaths ?? [], paths => { paths: paths })
        }
      }
    }
  }
]

resource leases 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2026-03-15' = {
  parent: database
  name: 'leases'
  properties: {
    resource: {
      id: 'leases'
      partitionKey: { paths: ['/id'], kind: 'Hash', version: 2 }
    }
  }
}

resource access 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: account
  name: guid(account.id, identityName, dataContributor)
  properties: {
    principalId: identity.properties.principalId
    roleDefinitionId: resourceId('Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions', account.name, dataContributor)
    scope: account.id
  }
}

resource developerAccess 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = if (!empty(developerPrincipalId)) {
  parent: account
  name: guid(account.id, developerPrincipalId, dataContributor)
  properties: {
    principalId: developerPrincipalId
    roleDefinitionId: resourceId('Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions', account.name, dataContributor)
    scope: account.id
  }
}

output id string = account.id
output endpoint string = account.properties.documentEndpoint
