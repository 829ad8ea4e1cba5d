// The host's own storage, the deployment package, the queues of deliveries and operations with their poison queues, claim checks and dead letters.
import { Reach, Tags, deadLetterContainer, packageContainer } from 'shared.bicep'

param name string
param location string
param tags Tags
param identityName string
param reach Reach

var containerNames = [packageContainer, deadLetterContainer, 'virga-claims', 'virga-dead-letters', 'virga-signing']
var queueNames = flatten(map(['virga-deliveries', 'virga-operations'], queue => [queue, '${queue}-poison']))

// Blob Data Owner: the host takes its leases with it. Queue Data Contributor: the app enqueues, the host dequeues and moves poison.
// Table Data Contributor: the host keeps its diagnostic events in a table, and tells of an error when it cannot (AZFD0003).
var roles = [
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      defaultAction: reach.public ? 'Allow' : 'Deny'
      // Event Grid brings its dead letters from outside the network, and a firewall lets its identity in by this alone. A role is still needed.
      bypass: 'AzureServices'
      ipRules: [for address in reach.addresses: { value: address }]
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = [
  for containerName in containerNames: {
    parent: blobs
    name: containerName
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2026-06-01' = [
  for queueName in queueNames: {
    parent: queueService
    name: queueName
  }
]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(account.id, identityName, role)
    scope: account
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

output id string = account.id
