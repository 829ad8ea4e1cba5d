namespace Virga.Documents;

/// <summary>A rule that can say yes or no to a value without any JSON.</summary>
internal interface IDirectRule<in TValue>
{
    bool Holds(TValue value);
}
