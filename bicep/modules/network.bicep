// The network of a private deployment: a subnet the app goes out through, and one with the private endpoints of what it calls.
import { Tags } from 'shared.bicep'

param name string
param location string
param tags Tags
param addressPrefix string
param storageName string
param cosmosName string
param vaultName string

var storageId = resourceId('Microsoft.Storage/storageAccounts', storageName)
var services = [
  { groupId: 'blob', id: storageId, zone: 'privatelink.blob.${environment().suffixes.storage}' }
  { groupId: 'queue', id: storageId, zone: 'privatelink.queue.${environment().suffixes.storage}' }
  { groupId: 'table', id: storageId, zone: 'privatelink.table.${environment().suffixes.storage}' }
  { groupId: 'Sql', id: resourceId('Microsoft.DocumentDB/databaseAccounts', cosmosName), zone: 'privatelink.documents.azure.com' }
  { groupId: 'vault', id: resourceId('Microsoft.KeyVault/vaults', vaultName), zone: 'privatelink.vaultcore.azure.net' }
]

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 0)
          // What Flex Consumption runs in.
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: cidrSubnet(addressPrefix, 24, 1) }
      }
    ]
  }

  resource app 'subnets' existing = { name: 'app' }
  resource endpoints 'subnets' existing = { name: 'endpoints' }
}

module endpoints 'privateEndpoint.bicep' = [
  for service in services: {
    params: {
      name: 'pe-${service.groupId}-${name}'
      location: location
      tags: tags
      networkId: network.id
      subnetId: network::endpoints.id
      resourceId: service.id
      groupId: service.groupId
      zoneName: service.zone
    }
  }
]

output appSubnetId string = network::app.id
