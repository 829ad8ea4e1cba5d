using System.Buffers;

namespace Virga.CosmosEmulator;

/// <summary>Tells by one path whether a document can pass a filter, before anything else of it is read.</summary>
internal sealed class KeyFilter(PathConstraint constraint)
{
    private readonly ArrayBufferWriter<byte> _key = new(64);

    public bool MayPass(ReadOnlySpan<byte> document)
    {
        _key.ResetWrittenCount();
        constraint.Path.Write(_key, document);
        foreach (var range in constraint.Ranges)
        {
            if (range.Contains(_key.WrittenSpan))
            {
                return true;
            }
        }

        return false;
    }
}
