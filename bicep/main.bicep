// Everything the app runs on, in one resource group. Deploy twice: Event Grid checks that the function it delivers to
// exists, so the first deployment leaves the subscription out and the one after the code is there brings it
// (createSubscriptions=true); azure.yaml does so with a hook.
import { DocumentContainer, Tags } from 'modules/shared.bicep'

targetScope = 'subscription'

@description('Names the environment: part of every resource name and the azd-env-name tag.')
@minLength(2)
@maxLength(16)
param environmentName string

@description('The region of the resource group and everything in it.')
param location string

@description('Whether the deployed app has the function DeliverEvents yet, so that the event subscription can be made.')
param createSubscriptions bool = false

@description('Who may read and write the documents by hand (a developer\'s object id); nobody when empty.')
param developerPrincipalId string = ''

@description('The issuer whose bearer tokens the app accepts, such as https://login.microsoftonline.com/<tenant>/v2.0; none when empty.')
param authority string = ''

@description('The audience a bearer token has to be for.')
param audience string = ''

@description('The URL clients reach the app by, in links and subscription confirmations; the app\'s own host name when empty.')
param publicBaseUrl string = ''

@description('The memory of one instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('How many instances the app may scale out to.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 100

@description('How many instances are kept warm for HTTP; 0 scales to zero.')
@minValue(0)
param alwaysReadyInstances int = 0

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('The containers of the app\'s models, as ./dev bicep writes them.')
param documentContainers DocumentContainer[] = loadJsonContent('containers.json')

var tags Tags = { 'azd-env-name': environmentName }
var token = uniqueString(subscription().id, environmentName, location)
var names = {
  app: 'func-${environmentName}-${token}'
  cosmos: 'cosmos-${environmentName}-${token}'
  identity: 'id-${environmentName}-${token}'
  insights: 'appi-${environmentName}-${token}'
  logs: 'log-${environmentName}-${token}'
  plan: 'plan-${environmentName}-${token}'
  storage: 'st${token}'
  topic: 'evgt-${environmentName}-${token}'
  vault: 'kv-${token}'
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: names.identity
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: names.logs
    insightsName: names.insights
    location: location
    tags: tags
    retentionDays: logRetentionDays
    identityName: names.identity
  }
  dependsOn: [identity]
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: names.storage
    location: location
    tags: tags
    identityName: names.identity
  }
  dependsOn: [identity]
}

module cosmos 'modules/cosmos.bicep' = {
  scope: group
  params: {
    name: names.cosmos
    location: location
    tags: tags
    containers: documentContainers
    identityName: names.identity
    developerPrincipalId: developerPrincipalId
  }
  dependsOn: [identity]
}

module topic 'modules/eventGridTopic.bicep' = {
  scope: group
  params: {
    name: names.topic
    location: location
    tags: tags
    storageName: names.storage
    identityName: names.identity
  }
  dependsOn: [identity, storage]
}

module vault 'modules/keyVault.bicep' = {
  scope: group
  params: {
    name: names.vault
    location: location
    tags: tags
    identityName: names.identity
    developerPrincipalId: developerPrincipalId
  }
  dependsOn: [identity]
}

module app 'modules/functionApp.bicep' = {
  scope: group
  params: {
    name: names.app
    planName: names.plan
    location: location
    tags: tags
    identityName: names.identity
    insightsName: names.insights
    storageName: names.storage
    cosmosEndpoint: cosmos.outputs.endpoint
    topicEndpoint: topic.outputs.endpoint
    signingCertificateSecretUri: vault.outputs.signingCertificateSecretUri
    authority: authority
    audience: audience
    publicBaseUrl: publicBaseUrl
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
  }
  dependsOn: [identity, monitoring, storage]
}

module eventSubscription 'modules/eventSubscription.bicep' = if (createSubscriptions) {
  scope: group
  params: {
    topicName: names.topic
    appName: names.app
    storageName: names.storage
  }
  dependsOn: [topic, app]
}

output AZURE_RESOURCE_GROUP string = group.name
output APP_NAME string = app.outputs.name
output APP_URL string = app.outputs.url
output COSMOS_ENDPOINT string = cosmos.outputs.endpoint
output EVENT_GRID_TOPIC_ENDPOINT string = topic.outputs.endpoint
output KEY_VAULT_NAME string = vault.outputs.name
output SIGNING_CERTIFICATE_NAME string = vault.outputs.signingCertificateName
