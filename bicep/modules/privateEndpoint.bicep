// One private endpoint, and the DNS zone that makes the service's own name lead to it.
import { Tags } from 'shared.bicep'

param name string
param location string
param tags Tags
param networkId string
param subnetId string

@description('The resource behind the endpoint.')
param resourceId string

@description('The part of the resource that is reached, such as blob or Sql.')
param groupId string

@description('The zone of the service\'s private names, such as privatelink.documents.azure.com.')
param zoneName string

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: { privateLinkServiceId: resourceId, groupIds: [groupId] }
      }
    ]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [{ name: groupId, properties: { privateDnsZoneId: zone.id } }]
    }
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: zoneName
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: 'network'
    location: 'global'
    properties: { registrationEnabled: false, virtualNetwork: { id: networkId } }
  }
}
