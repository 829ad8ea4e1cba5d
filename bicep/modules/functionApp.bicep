// The function app on Flex Consumption. Every service is reached with the app's identity: no key is in any setting.
import { SecretUris, Settings, Tags, packageContainer, serviceName } from 'shared.bicep'

param name string
param planName string
param location string
param tags Tags
param identityName string
param insightsName string
param storageName string
param cosmosEndpoint string
param topicEndpoint string
param secretUris SecretUris
param authority string
param audience string
param publicBaseUrl string
param instanceMemoryMB int
param maximumInstanceCount int
param alwaysReadyInstances int

@description('Further settings, which go before those below.')
param appSettings Settings

@description('The subnet it goes out through; none when empty.')
param subnetId string

@description('The Front Door that alone may call it, as its X-Azure-FDID says; anyone may when empty.')
param frontDoorId string

@description('What the app purges cached answers of; nothing when empty.')
param frontDoorEndpointId string

var url = empty(publicBaseUrl) ? 'https://${name}.azurewebsites.net' : publicBaseUrl
var withIdentity = { credential: 'managedidentity', clientId: identity.properties.clientId }

// The host reads accountName, queueServiceUri, accountEndpoint, credential and clientId of a connection, and the app reads the same
// names but credential. AzureWebJobsStorage is the host's own.
var settings = {
  AZURE_CLIENT_ID: identity.properties.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  AzureWebJobsStorage__accountName: account.name
  AzureWebJobsStorage__credential: withIdentity.credential
  AzureWebJobsStorage__clientId: withIdentity.clientId
  Storage__queueServiceUri: account.properties.primaryEndpoints.queue
  Storage__blobServiceUri: account.properties.primaryEndpoints.blob
  Storage__credential: withIdentity.credential
  Storage__clientId: withIdentity.clientId
  Cosmos__accountEndpoint: cosmosEndpoint
  Cosmos__credential: withIdentity.credential
  Cosmos__clientId: withIdentity.clientId
  EventGrid__TopicEndpoint: topicEndpoint
  Gateway__PublicBaseUrl: url
  Notifications__PublicBaseUrl: url
  Documents__CursorKey: '@Microsoft.KeyVault(SecretUri=${secretUris.cursorKey})'
  Notifications__Signing__Pfx: '@Microsoft.KeyVault(SecretUri=${secretUris.signingCertificate})'
  Notifications__Signing__WebhookSecret: '@Microsoft.KeyVault(SecretUri=${secretUris.webhookSecret})'
  Notifications__Signing__WebhookPrivateKey: '@Microsoft.KeyVault(SecretUri=${secretUris.webhookPrivateKey})'
}
var purge = empty(frontDoorEndpointId) ? {} : { FrontDoor__Endpoint: frontDoorEndpointId }
var authentication = empty(authority) ? {} : {
  Authentication__Authority: authority
  Authentication__Audience: audience
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': serviceName })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    // Event Grid pushes from outside any network: an app that is closed to it gets no notifications.
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      ipSecurityRestrictionsDefaultAction: empty(frontDoorId) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: empty(frontDoorId) ? [] : [
        {
          name: 'front-door'
          priority: 100
          action: 'Allow'
          tag: 'ServiceTag'
          ipAddress: 'AzureFrontDoor.Backend'
          headers: { 'x-azure-fdid': [frontDoorId] }
        }
        { name: 'event-grid', priority: 200, action: 'Allow', tag: 'ServiceTag', ipAddress: 'AzureEventGrid' }
      ]
    }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyInstances }]
      }
    }
  }

  // Replaces all settings: what an earlier deployment or a hand has left there is gone.
  resource allSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, authentication, purge, appSettings)
  }

  resource noFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noScm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
