// Holds what all instances of the app have to share and nobody else may know: the certificate that webhook messages are signed
// with, the secret that receivers' secrets are derived from, the Ed25519 key (Standard Webhooks) and the key of cursors. The
// certificate's private key is made inside the vault after the first deployment (bicep/secrets.sh), the others are random bytes
// put there with it: a template can make neither.
import { Reach, SecretUris, Tags } from 'shared.bicep'

param name string
param location string
param tags Tags
param identityName string
param reach Reach

var certificateName = 'webhook-signing'
var webhookSecretName = 'webhook-secret'
var webhookPrivateKeyName = 'webhook-private-key'
var cursorKeyName = 'cursor-key'
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var certificatesOfficer = 'a4417e6f-fecd-4de8-b567-7b0420556985'
var secretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    publicNetworkAccess: reach.public || !empty(reach.addresses) ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: reach.public ? 'Allow' : 'Deny'
      bypass: 'None'
      ipRules: [for address in reach.addresses: { value: address }]
    }
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identityName, secretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

// Whoever deploys makes the secrets: who gives out roles could take these anyway.
resource officers 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [certificatesOfficer, secretsOfficer]: {
    name: guid(vault.id, deployer().objectId, role)
    scope: vault
    properties: {
      principalId: deployer().objectId
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

output id string = vault.id
output name string = vault.name
output signingCertificateName string = certificateName

@description('The secrets that are 32 random bytes each, in base64, separated by spaces.')
output randomSecretNames string = join([webhookSecretName, webhookPrivateKeyName, cursorKeyName], ' ')

output secretUris SecretUris = {
  signingCertificate: '${vault.properties.vaultUri}secrets/${certificateName}'
  webhookSecret: '${vault.properties.vaultUri}secrets/${webhookSecretName}'
  webhookPrivateKey: '${vault.properties.vaultUri}secrets/${webhookPrivateKeyName}'
  cursorKey: '${vault.properties.vaultUri}secrets/${cursorKeyName}'
}
