// What azd deploys: its environment's values.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'virga')
param location = readEnvironmentVariable('AZURE_LOCATION', 'norwayeast')
param developerPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param createSubscriptions = bool(readEnvironmentVariable('VIRGA_CREATE_SUBSCRIPTIONS', 'false'))
param authority = readEnvironmentVariable('VIRGA_AUTHORITY', '')
param audience = readEnvironmentVariable('VIRGA_AUDIENCE', '')
