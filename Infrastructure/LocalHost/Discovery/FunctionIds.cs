using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Virga.LocalHost;

/// <summary>Function ids: the same in every process that runs the same build.</summary>
internal static class FunctionIds
{
    public static string Of(string entryPoint, string pathToAssembly, string name)
    {
        var text = $"{entryPoint}|{Path.GetFileName(pathToAssembly)}|{name}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return BinaryPrimitives.ReadUInt64BigEndian(hash).ToString(CultureInfo.InvariantCulture);
    }
}
