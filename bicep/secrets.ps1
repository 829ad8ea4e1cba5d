# Makes in a vault what no template can make: the certificate that webhook messages are signed with, and secrets of 32
# random bytes. What is there stays as it is, so it can be run again. Needs az, logged in. The same as secrets.sh.
param(
    [Parameter(Mandatory)] [string] $Vault,
    [Parameter(Mandatory)] [string] $Certificate,
    [Parameter(Mandatory, ValueFromRemainingArguments)] [string[]] $Secrets
)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$pause = if ($env:VIRGA_RETRY_SECONDS) { [double]$env:VIRGA_RETRY_SECONDS } else { 10 }

# A role that was given a moment ago takes minutes to count: hence the tries. Only a list tells for certain that something
# is not there; a failed look at one secret would have it replaced.
function Get-Ids([string] $kind) {
    for ($try = 1; $true; $try++) {
        $ids = @(az keyvault $kind list --vault-name $Vault --query '[].id' --output tsv)
        if ($LASTEXITCODE -eq 0) { return $ids }
        if ($try -ge 30) {
            throw "The ${kind}s of the vault '$Vault' cannot be listed. Is az logged in, has the user a role there, and does the vault let this address in (allowedAddresses)?"
        }
        [Console]::Error.WriteLine("Not let into the vault '$Vault' yet; trying again ($try of 30).")
        Start-Sleep -Seconds $pause
    }
}

function Test-Id($ids, [string] $name) { [bool]($ids -match "/$([regex]::Escape($name))(/|$)") }

function Assert-Made([string] $what) {
    if ($LASTEXITCODE -ne 0) { throw "$what could not be made." }
    "${what}: made"
}

if (Test-Id (Get-Ids certificate) $Certificate) {
    "certificate ${Certificate}: there"
} else {
    az keyvault certificate create --vault-name $Vault --name $Certificate --policy "@$PSScriptRoot/signing-certificate.json" --output none
    Assert-Made "certificate $Certificate"
}

$ids = Get-Ids secret
foreach ($name in $Secrets) {
    if (Test-Id $ids $name) {
        "secret ${name}: there"
    } else {
        # A file and not an argument, which everybody on the machine could see.
        $file = New-TemporaryFile
        try {
            [IO.File]::WriteAllText($file, [Convert]::ToBase64String([Security.Cryptography.RandomNumberGenerator]::GetBytes(32)))
            az keyvault secret set --vault-name $Vault --name $name --file $file --output none
        } finally {
            Remove-Item $file
        }
        Assert-Made "secret $name"
    }
}
