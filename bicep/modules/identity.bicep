// One identity for the app: its roles outlive the app and exist before the app starts.
import { Tags } from 'shared.bicep'

param name string
param location string
param tags Tags

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}
